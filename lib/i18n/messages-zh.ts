import auth from "./messages/zh/auth.json" with { type: "json" };
import common from "./messages/zh/common.json" with { type: "json" };
import deletions from "./messages/zh/deletions.json" with { type: "json" };
import errors from "./messages/zh/errors.json" with { type: "json" };
import forecast from "./messages/zh/forecast.json" with { type: "json" };
import outcomes from "./messages/zh/outcomes.json" with { type: "json" };
import shell from "./messages/zh/shell.json" with { type: "json" };
import videos from "./messages/zh/videos.json" with { type: "json" };

export default { common, shell, auth, videos, deletions, errors, forecast, outcomes };
