import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from 'vscode-languageserver/browser';
import { loadKnowledge } from './knowledge/knowledge.ts';
import { startServer } from './server.ts';

startServer(
  createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)),
  loadKnowledge(),
);
