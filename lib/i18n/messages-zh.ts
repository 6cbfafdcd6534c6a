// Loaded by the bundler only, which compiles the texts beforehand; an import attribute would keep it from doing so.
import auth from "./messages/zh/auth.json";
import common from "./messages/zh/common.json";
import connection from "./messages/zh/connection.json";
import deletions from "./messages/zh/deletions.json";
import errors from "./messages/zh/errors.json";
import forecast from "./messages/zh/forecast.json";
import keys from "./messages/zh/keys.json";
import lists from "./messages/zh/lists.json";
import outcomes from "./messages/zh/outcomes.json";
import overview from "./messages/zh/overview.json";
import palette from "./messages/zh/palette.json";
import prices from "./messages/zh/prices.json";
import protections from "./messages/zh/protections.json";
import settings from "./messages/zh/settings.json";
import shell from "./messages/zh/shell.json";
import videos from "./messages/zh/videos.json";
import views from "./messages/zh/views.json";

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
