import auth from "./messages/en/auth.json" with { type: "json" };
import common from "./messages/en/common.json" with { type: "json" };
import deletions from "./messages/en/deletions.json" with { type: "json" };
import errors from "./messages/en/errors.json" with { type: "json" };
import forecast from "./messages/en/forecast.json" with { type: "json" };
import outcomes from "./messages/en/outcomes.json" with { type: "json" };
import shell from "./messages/en/shell.json" with { type: "json" };
import videos from "./messages/en/videos.json" with { type: "json" };

export default { common, shell, auth, videos, deletions, errors, forecast, outcomes };
