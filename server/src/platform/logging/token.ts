/** `@Inject(LOG) log: Log` */
export const LOG = Symbol('LOG');
