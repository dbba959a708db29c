import { ConfigurationTarget, workspace } from 'vscode';
import { defaults, type Config, type Detection } from './names.ts';

/** The user's settings now. What is not set, or is not one of the values we know, is the default. */
export function readConfig(): Config {
  const settings = workspace.getConfiguration('strace');
  const detection = settings.get<string>('detection');
  return {
    detection: isDetection(detection) ? detection : defaults.detection,
    statusBar: settings.get<boolean>('statusBar') ?? defaults.statusBar,
  };
}

/** Never again offers to read a plain text as a trace, in any workspace of this user. */
export async function turnDetectionOff(): Promise<void> {
  const off: Detection = 'off';
  await workspace.getConfiguration('strace').update('detection', off, ConfigurationTarget.Global);
}

function isDetection(value: string | undefined): value is Detection {
  return value === 'offer' || value === 'always' || value === 'off';
}
