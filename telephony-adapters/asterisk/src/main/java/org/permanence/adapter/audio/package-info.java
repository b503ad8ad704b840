/// What callers hear: prompts rendered to sound files, cached by content.
@NullMarked
package org.permanence.adapter.audio;

import org.jspecify.annotations.NullMarked;
