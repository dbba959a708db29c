import { ConfigurationTarget, workspace } from 'vscode';
import { defaults, type Config, type Detection } from './names.ts';

/** The user's settings now. What is not set, or is not one of the values we know, is the default. */
export function readConfig(): Config {
  const settings = workspace.getConfiguration('strace');
  const detection = settings.get<string>('detection');
  return {
    detection: isDetection(detection) ? detection : defaults.detection,
    statusBar: settings.get<boolean>('statusBar') ?? defaults.statusBar,
    pathMappings: mappingsOf(settings.get<unknown>('pathMappings')),
    'phases.profiles': textsOf(settings.get<unknown>('phases.profiles')),
  };
}

/** Never again offers to read a plain text as a trace, in any workspace of this user. */
export async function turnDetectionOff(): Promise<void> {
  const off: Detection = 'off';
  await workspace.getConfiguration('strace').update('detection', off, ConfigurationTarget.Global);
}

/** The texts of a list; whatever else somebody wrote is left out. */
function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return defaults['phases.profiles'];
  return value.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** Pairs of texts; whatever else somebody wrote is left out. */
function mappingsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return defaults.pathMappings;
  const pairs = Object.entries(value).filter(([, to]) => typeof to === 'string');
  return Object.fromEntries(pairs);
}

function isDetection(value: string | undefined): value is Detection {
  return value === 'offer' || value === 'always' || value === 'off';
}
