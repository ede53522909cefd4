/** Texts of sounds to listen to. */
export const listening = {
  listen: 'Listen to it',
  making: 'Making up a sound to the spectrogram',
  title: 'To listen to',
  role: (modality: string, isClean: boolean): string => `${modality}, ${isClean ? 'original' : 'after the attack'}`,
  off: (share: string): string => `off by ${share}`,
  madeUp:
    'Sounds made up to the spectrograms: the models were asked about the spectrograms alone, which tell no phases. “Off by”: norm of the difference between the sound’s own spectrogram and the sample’s, over the norm of the sample’s.',
  notKept:
    'The run did not keep this sample as the attack left it. A study keeps as many samples of each attack as its plan says under “storedInputs”.',
} as const;
