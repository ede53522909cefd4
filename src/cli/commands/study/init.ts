import path from 'node:path';
import { Option, type Command } from 'commander';
import { AttackChoice } from '../../../shared/attacks/attack';
import { parse } from '../../../shared/parse';
import { planText } from '../../../shared/plan/plan-file';
import { countOf } from '../../../analysis/format';
import { StudyPlan } from '../../../shared/plan/plan';
import { visibleText } from '../../../shared/text/visible-text';
import { withAssignments } from '../../assignments';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { assignment, gather, someOf, wholeNumber } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';
import {
  certifiedPreset,
  crmtPreset,
  pixelPreset,
  adaptersPreset,
  qmfPreset,
  scalesPreset,
  studyPresets,
  systemPresets,
} from '../../../shared/planning/study-presets';
import { writeWhole } from '../../../host/files/whole-file';
import { addRecipeOptions, fusionNames } from '../../recipe-options';
import { draftOf, type DraftOptions } from './init-draft';

const attackNames = AttackChoice.options.map((option) => option.shape.name.value);

interface InitOptions extends DraftOptions, Overwriting {
  readonly set?: Readonly<Record<string, string>>;
}

export function addStudyInit(group: Command, environment: CliEnvironment): void {
  leaf<InitOptions>(
    group,
    environment,
    {
      name: 'init <file>',
      summary: 'write a plan to start from',
      description:
        'Writes a complete, checked plan with every field at its value, so that you see what there is to change. Edit it, then: muroan study check, muroan study run.',
      examples: [
        ['muroan study init study.json', 'concat and product fusion on Caption match, removals and PGD'],
        [
          'muroan study init emoji.json --data emoji-groups --fusion late,concat --samples 300',
          'other data, other fusions',
        ],
        [
          'muroan study init crmt.json --data emoji-groups --preset crmt',
          'CRMT step by step: five ways of training one model, with proven radii',
        ],
        [
          'muroan study init qmf.json --data emoji-groups --preset qmf',
          'QMF, with its rank loss and without, beside static late fusion under its own noise',
        ],
        [
          'muroan study init scales.json --data cued-classes --preset scales',
          'MulT, and what several levels in memory give, by accuracy over eight seeds',
        ],
        [
          'muroan study init mla.json --data digit-trio --preset alternating',
          'MLA part by part beside joint training, by accuracy over eight seeds',
        ],
        [
          'muroan study init adapters.json --data digit-trio --preset adapters',
          'adapters of five ranks over an ensemble of inputs, by accuracy over eight seeds',
        ],
        [
          'muroan study init memes.json --model "My memes" --model 3f9a12',
          'models that the lab has, imported ones among them, under attacks that all can be put to',
        ],
        [
          'muroan study init s.json --attack decoupling --seed 0 --seed 1 --set microBatch=25',
          'two training seeds, one field set',
        ],
      ],
      uses: 'lab',
      configure: (command) => {
        addForce(command)
          .option('--data <name>', 'data set of the lab folder, or one that ships with the lab', 'caption-match')
          .addOption(
            new Option(
              '--model <model>',
              'a model of the lab folder, by its title, its name or the beginning of its id; may be repeated; its data are those of the study',
            )
              .argParser(gather)
              .conflicts(['data', 'fusion', 'encoder', 'head', 'preset']),
          )
          .option('--name <text>', 'name of the study')
          .option(
            '--fusion <name>',
            `fusions, one subject each (${fusionNames.join(', ')}); default: concat, product`,
            someOf(fusionNames),
          );
        addRecipeOptions(command);
        command
          .option(
            '--attack <name>',
            `attacks (${attackNames.join(', ')}); default: decoupling, pgd; of models of the lab, those that all can be put to`,
            someOf(attackNames),
          )
          .addOption(
            new Option(
              '--preset <name>',
              'a whole study as the window begins one: its models, attacks and certificates',
            )
              .choices([
                ...studyPresets,
                pixelPreset,
                crmtPreset,
                qmfPreset,
                scalesPreset,
                ...systemPresets,
                adaptersPreset,
                certifiedPreset,
              ])
              .conflicts(['fusion', 'attack', 'samples', 'seed', 'encoder', 'head']),
          )
          .option('--samples <number>', 'samples to attack', wholeNumber(1), 200)
          .option('--seed <number>', 'training seed; may be repeated', gather)
          .option('--set <field=value>', 'set a field of the plan; may be repeated', assignment);
      },
    },
    async ({ withEngine, show, terminal, options, labArgument, environment: { workingDirectory } }, [file]) => {
      const target = path.resolve(workingDirectory, file);
      refuseOverwriting([target], options);
      const draft = await withEngine((session) => draftOf(session, options));
      const plan = parse(StudyPlan, withAssignments(draft, options.set ?? {}), 'plan');
      writeWhole(target, planText(plan));
      show({ file: target, plan }, () => {
        terminal.print(
          `Wrote ${visibleText(file)}: ${countOf(plan.subjects.length, 'subject')}, ${countOf(plan.attacks.length, 'attack')}.`,
        );
        terminal.print(`Next: ${nextCommand(['study', 'check', file], labArgument)}`);
      });
      return undefined;
    },
  );
}
