/** The language room's front door. Pure: no file is read, nothing is kept, nothing throws on any text. */
export { type Compilation, type CompileOptions, type Hint, hintsOf } from './compilation.ts';
export { compile, compileParsed } from './compile.ts';
export { type Cursor, cursorAt, type Place } from './complete/place.ts';
export {
  declarationDescriptions,
  formatDescriptions,
  functionDescriptions,
  inputDescriptions,
  sizeDescriptions,
  statementDescriptions,
} from './complete/statements.ts';
export { asDefaults } from './configuration/as-defaults.ts';
export { type NamedConfiguration, writtenValue } from './configuration/configuration.ts';
export { insertConfiguration } from './configuration/insert-configuration.ts';
export { type CostProblem, type CostRange, costAtMost, costRange, statementCost } from './cost/cost-range.ts';
export { costsAt } from './cost/costs-at.ts';
export { countSubnetworks } from './cost/count.ts';
export { type Distribution, quantileShares, sampleCosts } from './cost/distribution.ts';
export { evaluate, evaluator } from './cost/evaluate.ts';
export type { Expression, ExpressionPool, Value } from './cost/expression.ts';
export { type CostMetric, type Costs, costMetrics } from './cost/metric.ts';
export { print } from './cost/print.ts';
export { rangeShares } from './cost/range-shares.ts';
export { type CostTerm, costTerms } from './cost/terms.ts';
export { type Formatted, format, formatParsed, saysTheSame } from './format/format.ts';
export { fileTexts } from './names/links.ts';
export { type LoadImport, type Names, resolveNames } from './names/names.ts';
export { type OutlineItem, outlineOf } from './names/outline.ts';
export { canBeNamed, meaningsOf, renamed } from './names/rename.ts';
export { foldsOf, stretchesAround } from './names/stretches.ts';
export type { BuiltIn, NameSymbol, Occurrence, SymbolKind } from './names/symbol.ts';
export type { OperatorArguments, OperatorName } from './operators/arguments.ts';
export { operatorFormulas } from './operators/formula.ts';
export { type Convention, conventions } from './operators/operator.ts';
export { describeOperator, isOperatorName, type OperatorDescription, operatorNames } from './operators/table.ts';
export { sizesOf } from './operators/type.ts';
export { describeParse, type Parsed, parse } from './parse/parse.ts';
export { LitheGeneratedModule, LitheGeneratedSharedModule, LitheModule } from './parse/services.ts';
export { Recompiler } from './recompile.ts';
export { refactoringsAt } from './refactor/refactorings.ts';
export { textInputs } from './search/data-fits.ts';
export {
  type Augmentation,
  type Column,
  type DataFiles,
  type Dataset,
  type Format,
  filesOf,
  type Images,
  type Resize,
  splitsOf,
  type Task,
  type Text,
} from './search/dataset.ts';
export { metricDescriptions } from './search/describe-metrics.ts';
export { recipeDescriptions } from './search/describe-recipes.ts';
export { type SettingBlock, type SettingDescription, settingDescriptions } from './search/describe-settings.ts';
export { excludesAll, feasibleRange } from './search/feasible-range.ts';
export { type MetricLimit, metricLimits } from './search/metric-limits.ts';
export { costMetricOf, taskMetrics } from './search/metrics.ts';
export type {
  Distill,
  Explore,
  Finetune,
  Objective,
  Requirement,
  SampledNetwork,
  Search,
  Target,
} from './search/search.ts';
export { deviceNames } from './search/search.ts';
export { type Diagnostic, type Edit, type Fix, formatDiagnostic, type SourceRange } from './source.ts';
export { configurationOf, genomeOf } from './space/configuration.ts';
export type { Configuration, Decision, DecisionValue, Genome } from './space/decision.ts';
export { pages, pageText } from './space/elaborate/library.ts';
export { activity, canonical, defaults, largest, sampleGenome, smallest, valuesAt } from './space/genome.ts';
export type {
  Initialiser,
  Network,
  NetworkInput,
  OperatorUse,
  OperatorUseOf,
  StoredTensor,
  TensorUse,
} from './space/network.ts';
export { networkAt } from './space/network-at.ts';
export type {
  MergeStep,
  OperatorStep,
  Space,
  SpaceDecision,
  Step,
  SymbolicArguments,
  SymbolicType,
} from './space/space.ts';
export { storedTensors } from './space/stored-tensors.ts';
export { extents, formatType, type TensorType } from './space/tensor-type.ts';
export { decisionOf } from './space/variables.ts';
export { type Assignment, assignWeights } from './weights/assign.ts';
export { checkWeights, type FoundWeights } from './weights/check-weights.ts';
export type { ByteSource, FileAccess } from './weights/header/bytes.ts';
export { type ElementFormat, elementBytes, type ListedTensor, type WeightsListing } from './weights/header/listing.ts';
export { type ReadListing, readWeightsListing } from './weights/header/read.ts';
export type { WeightsSource } from './weights/weights.ts';
