import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type Module,
  type PartialLangiumCoreServices,
} from 'langium';
import { LitheGeneratedModule, LitheGeneratedSharedModule } from '../generated/syntax/module.ts';
import { LazyLookahead } from './lazy-lookahead.ts';
import { StatementLexer } from './lexer.ts';
import { SyntaxMessages } from './messages.ts';

export { LitheGeneratedModule, LitheGeneratedSharedModule };

/** What Lithe changes in Langium's services; a language server adds it after Langium's defaults and the generated module. */
export const LitheModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    Lexer: (services) => new StatementLexer(services),
    ParserErrorMessageProvider: () => new SyntaxMessages(),
    ParserConfig: () => ({ lookaheadStrategy: new LazyLookahead() }),
  },
};

/** Langium's services for Lithe without files and without a language server. */
export function createLitheServices(): LangiumCoreServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), LitheGeneratedSharedModule);
  const services = inject(createDefaultCoreModule({ shared }), LitheGeneratedModule, LitheModule);
  shared.ServiceRegistry.register(services);
  return services;
}
