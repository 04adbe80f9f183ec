import {
  ConnectedDoorDeviceDto,
  DoorDeviceDto,
  LendDoorDeviceDto,
  LentDoorDeviceDto,
  ProblemCode,
  UseOwnDoorDeviceDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfOrganiser } from '../organisers/organiser-param.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, AnswersDone } from '../platform/http/openapi-answers.js';
import { LendDevices } from './devices/lend-devices.js';

const DEVICE_ID = {
  name: 'deviceId',
  description: 'The device’s id.',
  example: '7300000000000000001',
};

/** No `Idempotency-Key` where a secret is answered: the answer would be stored with it. */
@ApiTags('Door')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/door-devices')
export class DoorDevicesController {
  constructor(private readonly devices: LendDevices) {}

  @Get()
  @ApiOperation({ summary: 'List the devices that an organisation has lent to its door' })
  @OfOrganiser()
  @Answers(DoorDeviceDto, { description: 'All of them, the oldest first.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<DoorDeviceDto[]>> {
    return ok(await this.devices.list(organiserId, caller));
  }

  @Post()
  @ApiOperation({
    summary: 'Lend a device to the door',
    description:
      'For owners, managers and the box office. The answer has the link that makes it one, once: show it as a QR code.',
  })
  @OfOrganiser(ProblemCode.EventNotFound, ProblemCode.DoorDeviceLimitExceeded)
  @Answers(LentDoorDeviceDto, { status: 201, description: 'The device.', message: true })
  async lend(
    @IdParam('organiserId') organiserId: string,
    @Body() body: LendDoorDeviceDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<LentDoorDeviceDto>> {
    return done(
      'The device can be connected.',
      await this.devices.lend(organiserId, body, caller, actor),
    );
  }

  @Post('own')
  @ApiOperation({
    summary: 'Use one’s own device at the door',
    description: 'For every member, as long as they are one.',
  })
  @OfOrganiser(ProblemCode.DoorDeviceLimitExceeded)
  @Answers(ConnectedDoorDeviceDto, { status: 201, description: 'The device.', message: true })
  async useOwn(
    @IdParam('organiserId') organiserId: string,
    @Body() body: UseOwnDoorDeviceDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<ConnectedDoorDeviceDto>> {
    return done(
      'This device can scan now.',
      await this.devices.useOwn(organiserId, body, caller, actor),
    );
  }

  @Delete(':deviceId')
  @ApiOperation({
    summary: 'Take a device back',
    description:
      'It can do nothing more at once; what it has not sent by then is lost to it. Everybody may take back their own.',
  })
  @ApiParam(DEVICE_ID)
  @OfOrganiser(ProblemCode.DoorDeviceNotFound)
  @AnswersDone({ description: 'It can do nothing more.' })
  async takeBack(
    @IdParam('organiserId') organiserId: string,
    @IdParam('deviceId') deviceId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<null>> {
    await this.devices.takeBack(organiserId, deviceId, caller, actor);
    return done('The device was taken back.', null);
  }
}
