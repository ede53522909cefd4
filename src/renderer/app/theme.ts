import {
  createTheme,
  Button,
  ActionIcon,
  TextInput,
  Select,
  MultiSelect,
  Textarea,
  Checkbox,
  SegmentedControl,
  Table,
  TableScrollContainer,
  Tabs,
  Tooltip,
  Modal,
  Notification,
  Badge,
  Menu,
  Paper,
  type InputWrapperProps,
  type MantineColorsTuple,
} from '@mantine/core';
import { texts } from '../texts/catalogue';

/** The blue of the report. Shade 7 on white and shade 3 on the dark body have a contrast above 5:1. */
const lab: MantineColorsTuple = [
  '#ecf4fb',
  '#d8e8f5',
  '#aed0ea',
  '#80b7e1',
  '#579fd5',
  '#368aca',
  '#1a74bb',
  '#0b62a8',
  '#094f88',
  '#083c67',
];
const gray: MantineColorsTuple = [
  '#f6f8fa',
  '#eef1f4',
  '#e3e8ec',
  '#d4dbe1',
  '#b9c3cc',
  '#84919d',
  '#59656f',
  '#46515b',
  '#303941',
  '#1b2228',
];
const dark: MantineColorsTuple = [
  '#e3e8ec',
  '#c6ced6',
  '#a2adb8',
  '#707c87',
  '#414b55',
  '#343d46',
  '#262d34',
  '#181d22',
  '#12161a',
  '#0c0f12',
];

/** Hints stand below, so that the fields of a row stand side by side. */
const inputWrapperOrder: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'description',
  'error',
];

/** Mantine's buttons that close something are a cross and no word. */
const named = { 'aria-label': texts.ui.close } as const;

/** Calm and dense: a tool that is looked at for hours. */
export const theme = createTheme({
  colors: { lab, gray, dark },
  primaryColor: 'lab',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  black: '#1b2228',
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.78rem', sm: '0.84rem', md: '0.9rem', lg: '1rem', xl: '1.15rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.7rem', md: '0.9rem', lg: '1.2rem', xl: '1.75rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.35rem', lineHeight: '1.25' },
      h2: { fontSize: '1.05rem', lineHeight: '1.3' },
      h3: { fontSize: '0.92rem', lineHeight: '1.35' },
      h4: { fontSize: '0.86rem', lineHeight: '1.35' },
    },
  },
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 'md', variant: 'subtle' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs', inputWrapperOrder } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs', inputWrapperOrder } }),
    Select: Select.extend({ defaultProps: { size: 'xs', inputWrapperOrder } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { size: 'xs', inputWrapperOrder } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    // What is scrolled sideways can be scrolled by keyboard.
    TableScrollContainer: TableScrollContainer.extend({
      defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 5, horizontalSpacing: 'sm' } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: true } } }),
    // The scroll bar stays, or the page below would move: the place of the bar is kept free (theme.css).
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        transitionProps: { duration: 120 },
        removeScrollProps: { removeScrollBar: false },
        closeButtonProps: named,
      },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: named } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', tt: 'none', fw: 600 } }),
    // Without a placeholder that takes the focus: in a menu nothing but its items may.
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, p: 'md' } }),
  },
});
