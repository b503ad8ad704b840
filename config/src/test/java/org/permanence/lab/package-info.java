/// Telephones and an Asterisk for tests and for the demo: SIPp signals, the sound is our own, so that a test can say
/// what was heard and when. Everything lives on loopback and ends with the test.
@NullMarked
package org.permanence.lab;

import org.jspecify.annotations.NullMarked;
