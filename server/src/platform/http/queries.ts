import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** What a query parameter takes: one of some words, or what there is to say of it. */
type Takes = readonly string[] | string;

/** Tells OpenAPI of a route's query parameters, none of which has to be there; reading them stays the route's. */
export const Queries = (parameters: Readonly<Record<string, Takes>>): MethodDecorator =>
  applyDecorators(
    ...Object.entries(parameters).map(([name, takes]) =>
      ApiQuery({
        name,
        required: false,
        ...(typeof takes === 'string' ? { type: String, description: takes } : { enum: [...takes] }),
      }),
    ),
  );
