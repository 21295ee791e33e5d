/**
 * Whose tokens are believed, and where answers may go. Production has Microsoft's public cloud, which Bot Framework
 * knows by itself; another can only be handed to `createService` by a program, so no setting leads here by accident.
 */
import type { ServiceClientCredentialsFactory } from 'botframework-connector';

export interface BotCloud {
  /** By the names of Bot Framework's `ConfigurationBotFrameworkAuthentication`; all of them. */
  readonly endpoints: Readonly<
    Record<
      | 'ToChannelFromBotLoginUrl'
      | 'ToChannelFromBotOAuthScope'
      | 'ToBotFromChannelTokenIssuer'
      | 'OAuthUrl'
      | 'ToBotFromChannelOpenIdMetadataUrl'
      | 'ToBotFromEmulatorOpenIdMetadataUrl'
      | 'CallerId',
      string
    >
  >;
  /** Signs what is sent. */
  readonly credentials: ServiceClientCredentialsFactory;
  /** Origins of the connector, such as `http://127.0.0.1:4000`. */
  readonly serviceOrigins: readonly string[];
}
