import type { Network } from './network';
import type { HostParameters, Parameters } from './parameters';

/** A network whose functions read other parameters than they are given. @param wholeOnHost the same of weights on the host */
export function overParameters(
  network: Network,
  whole: (parameters: Parameters) => Parameters,
  wholeOnHost: (host: HostParameters) => HostParameters,
): Network {
  const { settle, fuseUnrolled, fuseTighter, weighing, answers, alternation, integration, ranking } = network;
  return {
    ...network,
    embed: (parameters, modality, values) => network.embed(whole(parameters), modality, values),
    vocabularyOf: (parameters, modality) => network.vocabularyOf(whole(parameters), modality),
    encode: (parameters, modality, embedded) => network.encode(whole(parameters), modality, embedded),
    openEncoder: (parameters, modality, embedded) => network.openEncoder(whole(parameters), modality, embedded),
    fuse: (parameters, encodings) => network.fuse(whole(parameters), encodings),
    fuseInTraining: (parameters, encodings, random) => network.fuseInTraining(whole(parameters), encodings, random),
    decide: (parameters, z) => network.decide(whole(parameters), z),
    objective: (parameters, encodings, logits, labels) =>
      network.objective(whole(parameters), encodings, logits, labels),
    ...(settle === undefined ? {} : { settle: (parameters, encodings) => settle(whole(parameters), encodings) }),
    ...(fuseUnrolled === undefined
      ? {}
      : { fuseUnrolled: (parameters, encodings, steps) => fuseUnrolled(whole(parameters), encodings, steps) }),
    ...(fuseTighter === undefined
      ? {}
      : { fuseTighter: (parameters, encodings) => fuseTighter(whole(parameters), encodings) }),
    ...(weighing === undefined
      ? {}
      : {
          weighing: {
            frozen: (parameters, encodings) => weighing.frozen(whole(parameters), encodings),
            weights: (parameters, encodings) => weighing.weights(whole(parameters), encodings),
          },
        }),
    ...(answers === undefined ? {} : { answers: (parameters, encodings) => answers(whole(parameters), encodings) }),
    ...(ranking === undefined
      ? {}
      : {
          ranking: (parameters, encodings, labels, standings) =>
            ranking(whole(parameters), encodings, labels, standings),
        }),
    ...(alternation === undefined
      ? {}
      : {
          alternation: {
            ...alternation,
            features: (parameters, modality, encoding) => alternation.features(whole(parameters), modality, encoding),
          },
        }),
    ...(integration === undefined
      ? {}
      : {
          integration: {
            ...integration,
            score: (parameters, modality, encoding) => integration.score(whole(parameters), modality, encoding),
            rows: (parameters, modality) => integration.rows(whole(parameters), modality),
            traced: (parameters, modality, embedded) => integration.traced(whole(parameters), modality, embedded),
            representationBound: (host, modality) => integration.representationBound(wholeOnHost(host), modality),
            steps: (host, modality) => integration.steps(wholeOnHost(host), modality),
          },
        }),
  };
}
