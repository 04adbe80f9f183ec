import { bootstrap } from './bootstrap/bootstrap.mjs';

bootstrap('reconcile/main.ts');
