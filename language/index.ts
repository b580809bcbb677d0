/** The language room's front door. Pure: no file is read, nothing is kept, nothing throws on any text. */
export type { OperatorArguments, OperatorName } from './operators/arguments.ts';
export type {
  Dataset,
  Explore,
  Finetune,
  ImageFiles,
  Objective,
  Requirement,
  SampledNetwork,
  Search,
} from './search/search.ts';
export { type Diagnostic, formatDiagnostic, type SourceRange } from './source.ts';
export type { Configuration, Decision, DecisionValue, Genome } from './space/decision.ts';
export type {
  Initialiser,
  Network,
  NetworkInput,
  OperatorUse,
  OperatorUseOf,
  StoredTensor,
  TensorUse,
} from './space/network.ts';
export { extents, formatType, type TensorType } from './space/tensor-type.ts';
