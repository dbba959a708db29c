import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { knowledge } from './knowledge/knowledge.ts';
import { compiledProfiles } from './model/phases/compiledProfiles.ts';
import { startServer } from './server.ts';

startServer(createConnection(ProposedFeatures.all), knowledge, compiledProfiles());
