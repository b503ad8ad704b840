/// AudioSocket: an Asterisk on another host connects to the engine and says what one side of a call says.
@NullMarked
package org.permanence.adapter.audiosocket;

import org.jspecify.annotations.NullMarked;
