import {
  ConnectDoorDeviceDto,
  ConnectedDoorDeviceDto,
  DoorDto,
  DoorListDto,
  ProblemCode,
  SyncedScansDto,
  SyncScansDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Headers, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { ConnectDevice } from './devices/connect-device.js';
import { CurrentDoorDevice, DoorAccess, type AskingDevice } from './devices/door-access.js';
import { DoorEvents } from './list/door-events.js';
import { DoorList } from './list/door-list.js';
import { SyncScans } from './scans/sync-scans.js';

/** 150 scans at 420 bytes each, the longest gates in letters of four bytes. */
const SCANS_BODY_BYTES = 64 * 1024;

const EVENT_ID = {
  name: 'eventId',
  description: 'The event’s id.',
  example: '7300000000000000002',
};

/** What devices at the door ask and tell. */
@ApiTags('Door')
@Controller('door')
export class DoorController {
  constructor(
    private readonly connect: ConnectDevice,
    private readonly events: DoorEvents,
    private readonly list: DoorList,
    private readonly sync: SyncScans,
  ) {}

  @Post('devices')
  @Access('anyone')
  @RateLimit('sign-in')
  @ApiOperation({
    summary: 'Make this device one of the door',
    description: 'With the token of the link by which it is lent: once, within 30 minutes.',
  })
  @Answers(ConnectedDoorDeviceDto, { status: 201, description: 'The device.', message: true })
  @Problems(ProblemCode.TokenInvalid)
  async begin(@Body() { token }: ConnectDoorDeviceDto): Promise<Envelope<ConnectedDoorDeviceDto>> {
    return done('This device can scan now.', await this.connect.execute(token));
  }

  @Get()
  @DoorAccess()
  @ApiOperation({ summary: 'Get what this device may scan for' })
  @Answers(DoorDto, { description: 'The device, and events from yesterday on.' })
  @Problems()
  async show(@CurrentDoorDevice() device: AskingDevice): Promise<Envelope<DoorDto>> {
    return ok(await this.events.list(device));
  }

  @Get('events/:eventId')
  @DoorAccess()
  @ApiOperation({
    summary: 'Get the list by which tickets are admitted without a network',
    description:
      'Ask again every few minutes with `If-None-Match`: who was refunded is no longer on it. 36 hours after the event’s end there is none any more; scans are still taken.',
  })
  @ApiParam(EVENT_ID)
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The `ETag` of the list that the device has. If it is still current: 304.',
  })
  @ApiResponse({ status: 304, description: 'The list that the device has is still current.' })
  @Answers(DoorListDto, { description: 'The list.' })
  @Problems(ProblemCode.EventNotFound)
  async find(
    @IdParam('eventId') eventId: string,
    @CurrentDoorDevice() device: AskingDevice,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<DoorListDto> | undefined> {
    const { list, etag } = await this.list.execute(device, eventId);
    void reply.header('etag', etag);
    if (known !== etag) return ok(list);
    void reply.status(304);
    return undefined;
  }

  @Post('events/:eventId/scans')
  @DoorAccess()
  @BodyLimit(SCANS_BODY_BYTES)
  @ApiOperation({
    summary: 'Send what was scanned, and get what others have',
    description:
      'Also without scans of its own: to ask. Each scan is known by its ticket, device and nonce: sent again, it has no further effect. Times are corrected by how far the device’s clock is off. What the scans of a ticket come to follows from all of them, in whatever order they arrive: the earliest `in` admits.',
  })
  @ApiParam(EVENT_ID)
  @Answers(SyncedScansDto, { description: 'They are kept.' })
  @Problems(ProblemCode.EventNotFound)
  async send(
    @IdParam('eventId') eventId: string,
    @Body() body: SyncScansDto,
    @CurrentDoorDevice() device: AskingDevice,
  ): Promise<Envelope<SyncedScansDto>> {
    return ok(await this.sync.execute(device, eventId, body));
  }
}
