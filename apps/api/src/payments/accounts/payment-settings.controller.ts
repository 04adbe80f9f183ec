import {
  ChangePaymentSettingsDto,
  PaymentSettingsDto,
  PaymentSettingsTestDto,
  ProblemCode,
  type Envelope,
  type SetUpProvider,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { OfOrganiser } from '../../organisers/organiser-param.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, AnswersDone } from '../../platform/http/openapi-answers.js';
import { BodyLimit } from '../../platform/http/request-size/body-limit.js';
import { ChangePaymentSettings } from './change-payment-settings.js';
import { DescribePaymentSettings } from './describe-payment-settings.js';
import { PaymentSettingsStore } from './payment-settings-store.js';
import { PROVIDER, ProviderParam } from './provider-param.js';
import { TryPaymentSettings } from './try-payment-settings.js';

/** Instructions of 2,000 characters, 12 bytes each where they are escaped, and the keys beside them. */
const SETTINGS_BODY_BYTES = 32 * 1024;

@ApiTags('Payments')
@Controller('organisers/:organiserId/payment-settings')
@Access('customer')
@LiveSession()
export class PaymentSettingsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly store: PaymentSettingsStore,
    private readonly describe: DescribePaymentSettings,
    private readonly changeSettings: ChangePaymentSettings,
    private readonly trySettings: TryPaymentSettings,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List how an organisation is paid, to its owners',
    description:
      'Each provider that this box office uses, set up or not. Secrets are shown by their last four characters.',
  })
  @OfOrganiser()
  @Answers(PaymentSettingsDto, { description: 'The providers of this box office.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<PaymentSettingsDto[]>> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'owner');
    return ok(this.describe.all(organiserId, await this.store.list(manager, organiserId)));
  }

  @Get(':provider')
  @ApiOperation({ summary: 'Show the settings of one provider, to owners' })
  @OfOrganiser(ProblemCode.ProviderNotFound)
  @ApiParam(PROVIDER)
  @Answers(PaymentSettingsDto, { description: 'Its settings; empty where it isn’t set up.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @ProviderParam() provider: SetUpProvider,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<PaymentSettingsDto>> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'owner');
    const stored = await this.store.find(manager, organiserId, provider);
    return ok(this.describe.one(organiserId, provider, stored));
  }

  @Put(':provider')
  @BodyLimit(SETTINGS_BODY_BYTES)
  @ApiOperation({
    summary: 'Set up a provider',
    description:
      'For owners. What is left out stays as it is, so that secrets needn’t be sent again. The last one can’t be turned off while events that cost money are on sale.',
  })
  @OfOrganiser(ProblemCode.ProviderNotFound, ProblemCode.PaymentMethodRequired)
  @ApiParam(PROVIDER)
  @Answers(PaymentSettingsDto, { description: 'It is set up.', message: true })
  async change(
    @IdParam('organiserId') organiserId: string,
    @ProviderParam() provider: SetUpProvider,
    @Body() body: ChangePaymentSettingsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<PaymentSettingsDto>> {
    const changed = await this.changeSettings.change(organiserId, provider, body, caller, actor);
    return done('The settings were saved.', changed);
  }

  @Delete(':provider')
  @ApiOperation({
    summary: 'Remove a provider’s settings',
    description:
      'For owners. Payments that were made with it can’t be refunded from here any more; one that is turned off still refunds them. Refused while payments, refunds or disputes are under way, and for the last one while events that cost money are on sale.',
  })
  @OfOrganiser(
    ProblemCode.ProviderNotFound,
    ProblemCode.ProviderInUse,
    ProblemCode.PaymentMethodRequired,
  )
  @ApiParam(PROVIDER)
  @AnswersDone({ description: 'Its settings are gone.' })
  async remove(
    @IdParam('organiserId') organiserId: string,
    @ProviderParam() provider: SetUpProvider,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<null>> {
    await this.changeSettings.remove(organiserId, provider, caller, actor);
    return done('The settings were removed.', null);
  }

  @Post(':provider/test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try a provider’s settings',
    description:
      'For owners. Asks the provider with the settings that were saved, and moves no money.',
  })
  @OfOrganiser(ProblemCode.ProviderNotFound)
  @ApiParam(PROVIDER)
  @Answers(PaymentSettingsTestDto, { description: 'Whether they work, and what is wrong if not.' })
  async test(
    @IdParam('organiserId') organiserId: string,
    @ProviderParam() provider: SetUpProvider,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<PaymentSettingsTestDto>> {
    return ok(await this.trySettings.execute(organiserId, provider, caller));
  }
}
