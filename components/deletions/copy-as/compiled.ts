import { CREDENTIALS_NOTE, type DeleteCall, endpointOf, videoIdsOf, warningOf } from "./delete-call";
import { doubleQuoted } from "./quote";

/** With the official artifact `com.aliyun:vod20170321`. */
export function asJava(call: DeleteCall): string {
  return [
    `// ${warningOf(call)}`,
    `// ${CREDENTIALS_NOTE}`,
    "// Maven: com.aliyun:vod20170321, com.aliyun:credentials-java",
    "import com.aliyun.teaopenapi.models.Config;",
    "import com.aliyun.vod20170321.Client;",
    "import com.aliyun.vod20170321.models.DeleteMezzaninesRequest;",
    "import com.aliyun.vod20170321.models.DeleteMezzaninesResponse;",
    "",
    "public class DeleteMezzanines {",
    "    public static void main(String[] args) throws Exception {",
    "        Client client = new Client(new Config()",
    "            .setCredential(new com.aliyun.credentials.Client())",
    `            .setRegionId(${doubleQuoted(call.region)})`,
    `            .setEndpoint(${doubleQuoted(endpointOf(call))}));`,
    "        DeleteMezzaninesResponse response = client.deleteMezzanines(new DeleteMezzaninesRequest()",
    `            .setVideoIds(${doubleQuoted(videoIdsOf(call))})`,
    `            .setForce(${call.force}));`,
    "        System.out.println(response.getBody().toMap());",
    "    }",
    "}",
    "",
  ].join("\n");
}

/** With the official module `github.com/alibabacloud-go/vod-20170321/v4`. */
export function asGo(call: DeleteCall): string {
  return [
    `// ${warningOf(call)}`,
    `// ${CREDENTIALS_NOTE}`,
    "package main",
    "",
    "import (",
    '\t"fmt"',
    '\t"log"',
    "",
    '\topenapi "github.com/alibabacloud-go/darabonba-openapi/v2/utils"',
    '\t"github.com/alibabacloud-go/tea/tea"',
    '\tvod "github.com/alibabacloud-go/vod-20170321/v4/client"',
    '\t"github.com/aliyun/credentials-go/credentials"',
    ")",
    "",
    "func main() {",
    "\tcredential, err := credentials.NewCredential(nil)",
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    "\tclient, err := vod.NewClient(&openapi.Config{",
    "\t\tCredential: credential,",
    `\t\tRegionId:   tea.String(${doubleQuoted(call.region)}),`,
    `\t\tEndpoint:   tea.String(${doubleQuoted(endpointOf(call))}),`,
    "\t})",
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    "\tresponse, err := client.DeleteMezzanines(&vod.DeleteMezzaninesRequest{",
    `\t\tVideoIds: tea.String(${doubleQuoted(videoIdsOf(call))}),`,
    `\t\tForce:    tea.Bool(${call.force}),`,
    "\t})",
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    "\tfmt.Println(response.Body)",
    "}",
    "",
  ].join("\n");
}

/** With the official package `AlibabaCloud.SDK.Vod20170321`. */
export function asCSharp(call: DeleteCall): string {
  return [
    `// ${warningOf(call)}`,
    `// ${CREDENTIALS_NOTE}`,
    "// dotnet add package AlibabaCloud.SDK.Vod20170321",
    "// dotnet add package Aliyun.Credentials",
    "using System;",
    "using System.Text.Json;",
    "using AlibabaCloud.OpenApiClient.Models;",
    "using AlibabaCloud.SDK.Vod20170321.Models;",
    "",
    "var client = new AlibabaCloud.SDK.Vod20170321.Client(new Config",
    "{",
    "    Credential = new Aliyun.Credentials.Client(),",
    `    RegionId = ${doubleQuoted(call.region)},`,
    `    Endpoint = ${doubleQuoted(endpointOf(call))},`,
    "});",
    "var response = client.DeleteMezzanines(new DeleteMezzaninesRequest",
    "{",
    `    VideoIds = ${doubleQuoted(videoIdsOf(call))},`,
    `    Force = ${call.force},`,
    "});",
    "Console.WriteLine(JsonSerializer.Serialize(response.Body));",
    "",
  ].join("\n");
}

/** With `vod-20170321` of the official repository aliyun/alibabacloud-cpp-sdk. */
export function asCpp(call: DeleteCall): string {
  return [
    `// ${warningOf(call)}`,
    `// ${CREDENTIALS_NOTE}`,
    "// SDK: vod-20170321 of https://github.com/aliyun/alibabacloud-cpp-sdk",
    "#include <alibabacloud/Vod20170321.hpp>",
    "#include <alibabacloud/credentials/Client.hpp>",
    "#include <iostream>",
    "#include <memory>",
    "",
    "int main() {",
    "  AlibabaCloud::OpenApi::Utils::Models::Config config;",
    "  config.setCredential(std::make_shared<AlibabaCloud::Credentials::Client>());",
    `  config.setRegionId(${doubleQuoted(call.region)});`,
    `  config.setEndpoint(${doubleQuoted(endpointOf(call))});`,
    "  AlibabaCloud::Vod20170321::Client client(config);",
    "",
    "  AlibabaCloud::Vod20170321::Models::DeleteMezzaninesRequest request;",
    `  request.setVideoIds(${doubleQuoted(videoIdsOf(call))});`,
    `  request.setForce(${call.force});`,
    "  auto response = client.deleteMezzanines(request);",
    "  std::cout << response.toMap().dump(2) << std::endl;",
    "}",
    "",
  ].join("\n");
}
