/// What callers hear: prompts rendered to sound files, cached by content. And what is heard of them: the pipes in
/// which Asterisk says it.
@NullMarked
package org.permanence.adapter.audio;

import org.jspecify.annotations.NullMarked;
