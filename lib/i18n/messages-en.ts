// Loaded by the bundler only, which compiles the texts beforehand; an import attribute would keep it from doing so.
import auth from "./messages/en/auth.json";
import common from "./messages/en/common.json";
import connection from "./messages/en/connection.json";
import deletions from "./messages/en/deletions.json";
import errors from "./messages/en/errors.json";
import forecast from "./messages/en/forecast.json";
import keys from "./messages/en/keys.json";
import lists from "./messages/en/lists.json";
import outcomes from "./messages/en/outcomes.json";
import overview from "./messages/en/overview.json";
import palette from "./messages/en/palette.json";
import prices from "./messages/en/prices.json";
import protections from "./messages/en/protections.json";
import settings from "./messages/en/settings.json";
import shell from "./messages/en/shell.json";
import videos from "./messages/en/videos.json";
import views from "./messages/en/views.json";

export default {
  auth,
  common,
  connection,
  deletions,
  errors,
  forecast,
  keys,
  lists,
  outcomes,
  overview,
  palette,
  prices,
  protections,
  settings,
  shell,
  videos,
  views,
};
