/* oxlint-disable import/no-unassigned-import -- each module registers its tests with mocha */
import './activation.test.ts';
import './commands.test.ts';
import './detection.test.ts';
import './features.test.ts';
import './navigation.test.ts';
import './inText.test.ts';
import './problems.test.ts';
import './calls.test.ts';
import './profiles.test.ts';
import './bigFile.test.ts';
