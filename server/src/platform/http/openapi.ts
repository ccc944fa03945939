import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** `/api/docs` and `/api/openapi.json`, OpenAPI 3.1: its schemas are JSON Schema, so TypeBox's go in as they are. */
export function serveOpenApi(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tideboard')
    .setDescription('The live board of a customer-service floor. Errors are RFC 9457 problems with a stable `code`.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'opaque' })
    .addSecurityRequirements('bearer')
    .build();
  let document: OpenAPIObject | undefined;
  // Made for its first reader: a start need not wait for it.
  SwaggerModule.setup('api/docs', app, () => (document ??= SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Tideboard API',
  });
}
