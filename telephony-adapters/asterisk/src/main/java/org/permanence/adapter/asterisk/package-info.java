/// Calls on Asterisk: builds each live call from its AGI sessions and AMI events.
@NullMarked
package org.permanence.adapter.asterisk;

import org.jspecify.annotations.NullMarked;
