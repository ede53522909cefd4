import { Alert, Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { exportFacts } from '../../../analysis/export-facts';
import { withExported } from '../../../analysis/exported-pieces';
import { slug } from '../../../shared/text/naming';
import { ModelForm, type ExportedFiles } from '../../../shared/models/model-export';
import { shownText } from '../../../shared/text/shown-text';
import { useLab } from '../../lab/connection';
import { useCancellable } from '../../lab/use-cancellable';
import { withSignal } from '../../lab/with-signal';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { saveFile } from '../../saving/save-file';
import { exportedFile } from './exported-file';

const words = texts.models.export;

export interface ExportModelDialogProps {
  readonly opened: boolean;
  /** Of the model. */
  readonly id: string;
  /** What the page calls it. */
  readonly title: string;
  readonly onClose: () => void;
}

/** Asks in which form a model is to leave the lab, and hands it over as a file. */
export function ExportModelDialog({ opened, id, title, onClose }: ExportModelDialogProps): ReactNode {
  const lab = useLab();
  const [form, setForm] = useState<ModelForm>('onnx');
  const [done, setDone] = useState<{
    readonly form: ModelForm;
    readonly file: string;
    readonly files: ExportedFiles;
  } | null>(null);
  const exporting = useCancellable(async (signal) => {
    setDone(null);
    const stem = slug(title) || words.stem;
    const own = withSignal(lab, signal);
    const { file, files } = await withExported(
      own,
      { model: id, form, stem },
      async (exported) => ({ file: await exportedFile(own, exported, stem), files: exported }),
      lab,
    );
    saveFile(file);
    setDone({ form, file: file.name, files });
  });
  const close = (): void => {
    exporting.cancel();
    exporting.clear();
    setDone(null);
    onClose();
  };
  const busy = exporting.busy !== null;
  return (
    <Modal opened={opened} onClose={close} size="lg" title={words.title(title)}>
      <Stack gap="md" align="stretch">
        <Radio.Group
          label={words.form}
          value={form}
          onChange={(value) => {
            setForm(ModelForm.safeParse(value).data ?? 'onnx');
            setDone(null);
          }}
        >
          <Stack gap="xs" mt="xs">
            {ModelForm.options.map((one) => (
              <Radio
                key={one}
                value={one}
                disabled={busy}
                label={words.forms[one].label}
                description={words.forms[one].meaning}
              />
            ))}
          </Stack>
        </Radio.Group>
        {exporting.error === null ? null : <ErrorNotice error={exporting.error} />}
        {done === null ? null : (
          <Alert color="teal" role="status" icon={<IconCheck size={18} />} title={words.done(shownText(done.file))}>
            {exportFacts(done.form, done.files).map((fact) => (
              <Text size="sm" key={fact}>
                {shownText(fact)}
              </Text>
            ))}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {done === null ? texts.ui.cancel : texts.ui.close}
          </Button>
          <Button
            data-autofocus
            loading={busy}
            onClick={() => {
              exporting.start();
            }}
          >
            {words.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
