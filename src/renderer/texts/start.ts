/** Texts of the page Start. */
export const start = {
  lead: 'How robust is a multimodal model, which modality and which fusion is to blame, and what would make it better?',
  sample: {
    title: 'Sample study',
    name: 'Sample study: Caption match',
    question:
      'A picture of a garment and a caption: do they fit? How little has to be removed, or changed, to make the model answer wrongly, and does the fusion matter?',
    text: 'A picture of a garment and a caption: do they fit? Two models that differ in their fusion only are trained, then attacked. Everything it needs ships with the lab.',
    facts: (samples: string, models: string, attacks: string, requirements: string): string =>
      `${samples} samples · ${models} models · ${attacks} · ${requirements} ${requirements === '1' ? 'requirement' : 'requirements'} of each model`,
    run: 'Run the sample study',
    preparing: 'Preparing Caption match',
    open: 'Open its last run',
    watch: 'Watch it compute',
    again: 'Run it again',
  },
  hardening: {
    title: 'Does adversarial training help against decoupling?',
    text: 'One model is trained in five ways: plainly, on samples that PGD attacks (picture, caption, both), and, as a control, on samples with parts removed. Each of the others is compared with the plain one, sample by sample. Primary measure: the share of the input that has to go until the answer changes.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} models · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. A claim about a way of training takes six or more: the long form has ${long}, to be changed and started as a study.`,
    run: 'Run the quick form',
    preparing: 'Preparing Caption match',
    open: 'Open its last quick run',
    watch: 'Watch the quick form compute',
    again: 'Run the quick form again',
    long: 'Put the long form together',
  },
  segmentation: {
    title: 'Does one attacked sensor bring a fused model down?',
    text: 'A camera and a thermal camera see a street by day and by night, and a model says of every pixel what it shows. FGSM and PGD change one of the two, then the other, then both with the same budget shared. Beside it stand models that see one of the two alone: does the fused one fall below them? Measure: mIoU.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} scenes · ${models} and its two single sensors · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, trained for longer, to be changed and started as a study.`,
    run: 'Run this quick form',
    preparing: 'Preparing Street scenes',
    open: 'Open its last run of pixels',
    watch: 'Watch the pixels compute',
    again: 'Run this quick form again',
    long: 'Put this long form together',
  },
  fusions: {
    title: 'Which fusion stands?',
    text: 'A picture of an emoji and its name, fused in nine ways: by concatenation, product, gates, a low-rank tensor, a transformer over tokens, late, QMF, DEQ and CRMT. Parts are removed, one input and both are attacked by PGD, noise grows, and draws of a few elements prove what they can. Every fusion is trained plainly and on such draws; with encoders of its own, and on the same frozen encoders, so that only the fusion differs (the token transformer reads them before their last layer).',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as 43 comparisons need to come out either way, and more samples: more than a night of work, to be changed and started as a study. Stopped, it goes on.`,
    run: 'Run the quick form of fusions',
    preparing: 'Preparing Emoji groups',
    open: 'Open its last run of fusions',
    watch: 'Watch the fusions compute',
    again: 'Run the quick form of fusions again',
    long: 'Put the long form of fusions together',
  },
  scales: {
    title: 'Multi-scale over single-scale on unaligned sequences?',
    text: 'A light, a tone and a touch at three rates: which light and tone are on at the touch? Five models look from one sequence at another, step by step (MulT): at its input alone, at what it has become one layer below, or at all levels below, averaged, gated, or one after the other. The last four follow the idea of MCMulT, whose layers are not known here: a reconstruction, not verified. Compared by accuracy; each input is then attacked by PGD, and missing.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as four comparisons need to come out either way: a night of work, to be changed and started as a study.`,
    run: 'Run the quick form of scales',
    preparing: 'Preparing Light and tone at a touch',
    open: 'Open its last run of scales',
    watch: 'Watch the scales compute',
    again: 'Run the quick form of scales again',
    long: 'Put the long form of scales together',
  },
  alternating: {
    title: 'Alternating over joint training of unequal inputs?',
    text: 'A digit seen and heard; the sound says much less by itself. One model with a head that both inputs share is trained jointly, and one input after the other (MLA): as it is, with both readings of how MLA changes the gradient of that head (the paper leaves it open: one is a reconstruction), and with answers weighted by entropy. A joint concatenation stands beside. Compared by accuracy; then each input is missing.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as six comparisons need to come out either way, to be changed and started as a study.`,
    run: 'Run the quick form of alternating',
    preparing: 'Preparing Digits seen, heard and written',
    open: 'Open its last run of alternating',
    watch: 'Watch the alternating compute',
    again: 'Run the quick form of alternating again',
    long: 'Put the long form of alternating together',
  },
  contrast: {
    title: 'Contrastive over concatenation?',
    text: 'A picture of an emoji and its name, one after the other in one model: trained as that is, with a loss of each input beside, and with the contrast of UniS-MMC on top, which draws an input that is wrong by itself towards one that is right, as its paper has it and as its code has it. Each is compared with concatenation, and the contrast with what it is added to, by accuracy; then each input is missing.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as five comparisons need to come out either way, to be changed and started as a study.`,
    run: 'Run the quick form of contrast',
    preparing: 'Preparing Emoji groups',
    open: 'Open its last run of contrast',
    watch: 'Watch the contrast compute',
    again: 'Run the quick form of contrast again',
    long: 'Put the long form of contrast together',
  },
  streams: {
    title: 'One stream over three, at what cost?',
    text: 'Joints, bones and motion of a person, fused before one encoder that learns without labels (UmURL), beside three encoders trained each for itself, what they answer averaged, and beside joints alone. Then labels come: the encoder stays as it is (linear probe), or learns on (tuned). Compared by accuracy; with weights, multiply-adds and time of a sample beside it, and how well the nearest sample tells the action.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as five comparisons need to come out either way, and learns longer: to be changed and started as a study.`,
    run: 'Run the quick form of streams',
    preparing: 'Preparing Actions of skeletons',
    open: 'Open its last run of streams',
    watch: 'Watch the streams compute',
    again: 'Run the quick form of streams again',
    long: 'Put the long form of streams together',
  },
  systems: {
    title: 'How robust are published systems beside a plain joint model?',
    text: 'MLA, UniS-MMC, QMF, DEQ, CRMT, UmURL, and what is reconstructed of MCMulT and MMLoRA read skeletons and what a watch feels through the same encoders as a plain joint model. Parts of both inputs are removed, PGD changes one and then both, noise grows, and each input is missing: the table that none of their papers printed. The page Systems shows it from the newest run.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as each system under each attack is a comparison, and more samples: a night of work, to be changed and started as a study.`,
    run: 'Run the quick form of systems',
    preparing: 'Preparing Actions of skeletons',
    open: 'Open its last run of systems',
    watch: 'Watch the systems compute',
    again: 'Run the quick form of systems again',
    long: 'Put the long form of systems together',
  },
  adapters: {
    title: 'Adapters over the ensemble?',
    text: 'Pictures of emoji and their names: which group is it? Picture and name learn each by itself, and what they say is added up (UME). Seven models are compared: that, one whose weights all learn on together from there, and five that leave them frozen and learn adapters of rank 1 to 16 over them. How MMLoRA places and scales its adapters is not known here: an MMLoRA-style reconstruction, not verified. Compared by accuracy; each input is then attacked by PGD, and missing.',
    facts: (samples: string, models: string, attacks: string): string =>
      `Quick form: ${samples} samples · ${models} · ${attacks}`,
    seeds: (quick: string, long: string): string =>
      `The quick form has ${quick} training seed, so its answer is about these trained models. The long form has ${long}, as six comparisons need to come out either way: hours of work, to be changed and started as a study.`,
    run: 'Run the quick form of adapters',
    preparing: 'Preparing Emoji groups',
    open: 'Open its last run of adapters',
    watch: 'Watch the adapters compute',
    again: 'Run the quick form of adapters again',
    long: 'Put the long form of adapters together',
  },
  time: {
    unknown: (why: string): string => `Time: not known. ${why}`,
    takes: (time: string): string => `Time: ${time}`,
    reading: 'reading what is there already',
  },
  begin: 'Begin',
  newProject: { title: 'New project', text: 'Collects data, models, runs and notes about one system.' },
  openArchive: { title: 'Open project archive', text: 'A project that was exported from this or another lab.' },
  ownData: {
    title: 'Data of your own',
    text: 'A folder or file, looked at and mapped; it can be dropped on the window.',
  },
  ownModel: { title: 'A model of your own', text: 'ONNX, TensorFlow.js or a program of yours, on data of this lab.' },
  newStudy: { title: 'New study', text: 'Models × attacks × budgets, with requirements to be met.' },
  playground: { title: 'Try a sample by hand', text: 'Brush out parts, strike words, and see the answer move.' },
  recent: 'Recent runs',
  readingRuns: 'Reading the runs',
  noRuns: {
    title: 'No runs yet',
    text: 'Run the sample study: it takes a few minutes and shows all that a study gives.',
  },
  allRuns: 'All runs',
  unreadable: (count: number): string =>
    `${String(count)} ${count === 1 ? 'run' : 'runs'} of this lab cannot be read; the log in Settings says why.`,
  projects: 'Projects',
  noProjects: 'No project yet. Without one you see the whole lab.',
  current: 'shown now',
} as const;
