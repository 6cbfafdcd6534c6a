import { CREDENTIALS_NOTE, type DeleteCall, endpointOf, videoIdsOf, warningOf } from "./delete-call";
import { doubleQuoted, phpQuoted } from "./quote";

/** With the official package `@alicloud/vod20170321`. */
export function asTypeScript(call: DeleteCall): string {
  return [
    `// ${warningOf(call)}`,
    `// ${CREDENTIALS_NOTE}`,
    "// npm install @alicloud/vod20170321 @alicloud/openapi-core @alicloud/credentials",
    'import Credential from "@alicloud/credentials";',
    'import { $OpenApiUtil } from "@alicloud/openapi-core";',
    'import Vod, * as $Vod from "@alicloud/vod20170321";',
    "",
    "const client = new Vod(",
    "  new $OpenApiUtil.Config({",
    "    credential: new Credential(),",
    `    regionId: ${doubleQuoted(call.region)},`,
    `    endpoint: ${doubleQuoted(endpointOf(call))},`,
    "  }),",
    ");",
    "const response = await client.deleteMezzanines(",
    "  new $Vod.DeleteMezzaninesRequest({",
    `    videoIds: ${doubleQuoted(videoIdsOf(call))},`,
    `    force: ${call.force},`,
    "  }),",
    ");",
    "console.log(response.body);",
    "",
  ].join("\n");
}

/** With the official package `alibabacloud_vod20170321`. */
export function asPython(call: DeleteCall): string {
  return [
    `# ${warningOf(call)}`,
    `# ${CREDENTIALS_NOTE}`,
    "# pip install alibabacloud_vod20170321 alibabacloud_credentials",
    "from alibabacloud_credentials.client import Client as Credentials",
    "from alibabacloud_tea_openapi.models import Config",
    "from alibabacloud_vod20170321.client import Client",
    "from alibabacloud_vod20170321.models import DeleteMezzaninesRequest",
    "",
    "client = Client(",
    "    Config(",
    "        credential=Credentials(),",
    `        region_id=${doubleQuoted(call.region)},`,
    `        endpoint=${doubleQuoted(endpointOf(call))},`,
    "    )",
    ")",
    "response = client.delete_mezzanines(",
    "    DeleteMezzaninesRequest(",
    `        video_ids=${doubleQuoted(videoIdsOf(call))},`,
    `        force=${call.force ? "True" : "False"},`,
    "    )",
    ")",
    "print(response.body.to_map())",
    "",
  ].join("\n");
}

/** With the official package `alibabacloud/vod-20170321`. */
export function asPhp(call: DeleteCall): string {
  return [
    "<?php",
    `// ${warningOf(call)}`,
    `// ${CREDENTIALS_NOTE}`,
    "// composer require alibabacloud/vod-20170321 alibabacloud/credentials",
    "require 'vendor/autoload.php';",
    "",
    "use AlibabaCloud\\Credentials\\Credential;",
    "use AlibabaCloud\\SDK\\Vod\\V20170321\\Models\\DeleteMezzaninesRequest;",
    "use AlibabaCloud\\SDK\\Vod\\V20170321\\Vod;",
    "use Darabonba\\OpenApi\\Models\\Config;",
    "",
    "$client = new Vod(new Config([",
    "    'credential' => new Credential(),",
    `    'regionId' => ${phpQuoted(call.region)},`,
    `    'endpoint' => ${phpQuoted(endpointOf(call))},`,
    "]));",
    "$response = $client->deleteMezzanines(new DeleteMezzaninesRequest([",
    `    'videoIds' => ${phpQuoted(videoIdsOf(call))},`,
    `    'force' => ${call.force},`,
    "]));",
    "echo json_encode($response->body->toMap(), JSON_PRETTY_PRINT), PHP_EOL;",
    "",
  ].join("\n");
}
