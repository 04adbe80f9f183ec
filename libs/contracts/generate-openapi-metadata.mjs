// The DTO classes carry no Swagger decorators, so that the web application can import them without
// a server framework. OpenAPI is told about them by this metadata instead, which is read from their
// types, their doc comments and their validators.
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import ts from 'typescript';

const source = new URL('./src', import.meta.url).pathname;
const { config } = ts.readConfigFile('tsconfig.lib.json', ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, '.');

new PluginMetadataGenerator().generate({
  visitors: [
    new ReadonlyVisitor({
      introspectComments: true,
      classValidatorShim: true,
      esmCompatible: true,
      dtoFileNameSuffix: ['.dto.ts'],
      pathToSource: source,
    }),
  ],
  outputDir: source,
  filename: 'openapi-metadata.ts',
  tsProgramRef: ts.createProgram(
    fileNames.filter((name) => !name.endsWith('openapi-metadata.ts')),
    // With an output folder set, the plugin would write import paths as seen from there.
    { ...options, outDir: undefined, rootDir: undefined },
  ),
});
