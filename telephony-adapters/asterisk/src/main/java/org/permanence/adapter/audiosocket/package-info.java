/// AudioSocket: an Asterisk on another host connects to the engine and streams the audio of one side of a call.
@NullMarked
package org.permanence.adapter.audiosocket;

import org.jspecify.annotations.NullMarked;
