import { LLStarLookaheadStrategy } from 'chevrotain-allstar';

type Alternation = LLStarLookaheadStrategy['buildLookaheadForAlternation'];
type Optional = LLStarLookaheadStrategy['buildLookaheadForOptional'];
type Choose = ReturnType<Alternation>;
type Enter = ReturnType<Optional>;

/**
 * Langium's way to tell by the next tokens which alternative is meant, worked out for each choice of the grammar when a text
 * first comes to it: for all of them at once it is an eighth of what a language server does until its first diagnostics.
 */
export class LazyLookahead extends LLStarLookaheadStrategy {
  constructor() {
    // Where the grammar is ambiguous is not for who parses with it.
    super({ logging: () => {} });
  }

  override buildLookaheadForAlternation(...given: Parameters<Alternation>): Choose {
    let built: Choose | undefined;
    const build = () => super.buildLookaheadForAlternation(...given);
    return function (alternatives) {
      built ??= build();
      return built.call(this, alternatives);
    };
  }

  override buildLookaheadForOptional(...given: Parameters<Optional>): Enter {
    let built: Enter | undefined;
    const build = () => super.buildLookaheadForOptional(...given);
    return function () {
      built ??= build();
      return built.call(this);
    };
  }
}
