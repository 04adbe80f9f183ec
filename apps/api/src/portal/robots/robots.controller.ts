import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access } from '../../platform/access/access.js';
import { Settings } from '../../platform/config/settings.js';

/**
 * What is somebody's own, or done by people alone. It keeps nobody out, and needn't: it spares search engines what
 * they would find locked.
 */
const DISALLOWED = [
  '/account',
  '/admin',
  '/api/',
  '/bookings',
  '/checkout',
  '/dev/',
  '/docs',
  '/door',
  '/guest-bookings',
  '/organiser',
  '/reset-password',
  '/sign-in',
  '/sign-out',
  '/ticket$',
  '/verify-email',
];

/** What the public pages read: whoever runs their scripts needs it. The longer rule counts (RFC 9309, 2.2.2). */
const ALLOWED = ['/api/v1/events', '/api/v1/series/', '/api/v1/tickets?'];

@ApiExcludeController()
@Access('anyone')
@Controller()
export class RobotsController {
  private readonly text: string;

  constructor({ PUBLIC_URL }: Settings) {
    this.text = [
      'User-agent: *',
      ...ALLOWED.map((path) => `Allow: ${path}`),
      ...DISALLOWED.map((path) => `Disallow: ${path}`),
      '',
      `Sitemap: ${PUBLIC_URL}/sitemap.xml`,
      '',
    ].join('\n');
  }

  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  show(): string {
    return this.text;
  }
}
