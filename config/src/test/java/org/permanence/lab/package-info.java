/// Phones and an Asterisk for tests and the demonstration. SIPp does the signalling; the audio is handled here, so
/// that a test can say what was heard and when. All of it runs on loopback and ends with the test.
@NullMarked
package org.permanence.lab;

import org.jspecify.annotations.NullMarked;
