import { bootstrap } from './bootstrap/bootstrap.mjs';

bootstrap('migrate/main.ts');
