/// Calls on Asterisk: each live call, made from its AGI sessions and AMI events.
@NullMarked
package org.permanence.adapter.asterisk;

import org.jspecify.annotations.NullMarked;
