import { render } from 'preact';
import { App } from './app';
import { watchSession } from './session';

watchSession();
render(<App />, document.body);
