/// Prompts rendered to sound files, cached by content, and the pipes through which Asterisk hands over the audio of
/// calls.
@NullMarked
package org.permanence.adapter.audio;

import org.jspecify.annotations.NullMarked;
