import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';

interface State {
  readonly error: Error | null;
}

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** What the children show: after a failure another place is drawn. */
  readonly place?: string;
  /** Shows the children anew; without it they are drawn once more as they are. */
  readonly onAgain?: () => void;
}

/** What was thrown while a page was drawn is told in its place. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidUpdate(before: ErrorBoundaryProps, { error }: State): void {
    if (error !== null && before.place !== this.props.place) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const words = texts.app.failed;
    return (
      <Alert color="red" title={words.title} role="alert">
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{words.text}</Text>
          <Button
            onClick={() => {
              this.setState({ error: null });
              this.props.onAgain?.();
            }}
          >
            {words.again}
          </Button>
          <details>
            <summary>{words.details}</summary>
            <Code block>{error.stack ?? error.message}</Code>
          </details>
        </Stack>
      </Alert>
    );
  }
}
