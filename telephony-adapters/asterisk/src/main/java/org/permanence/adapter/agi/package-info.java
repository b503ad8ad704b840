/// FastAGI, Asterisk's dialogue for each call, on Netty.
@NullMarked
package org.permanence.adapter.agi;

import org.jspecify.annotations.NullMarked;
