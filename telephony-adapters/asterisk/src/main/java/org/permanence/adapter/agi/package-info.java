/// Station 0: FastAGI, Asterisk's per-call dialogue, on Netty.
@NullMarked
package org.permanence.adapter.agi;

import org.jspecify.annotations.NullMarked;
