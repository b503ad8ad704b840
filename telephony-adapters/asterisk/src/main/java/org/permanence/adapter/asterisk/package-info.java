/// The switch behind a call: one live call from its AGI sessions and its AMI events.
@NullMarked
package org.permanence.adapter.asterisk;

import org.jspecify.annotations.NullMarked;
