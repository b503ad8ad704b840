package org.permanence.adapter.asterisk;

import org.permanence.adapter.ami.DialTarget;
import org.permanence.call.Line;

/// The dial target of each line.
public interface DialTargets {

    DialTarget target(Line line);
}
