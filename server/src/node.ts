import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { loadKnowledge } from './knowledge/knowledge.ts';
import { startServer } from './server.ts';

startServer(createConnection(ProposedFeatures.all), loadKnowledge());
