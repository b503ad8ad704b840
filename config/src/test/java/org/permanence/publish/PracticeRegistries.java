package org.permanence.publish;

import org.permanence.oncall.OnCallOverrides;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.SteppedClock;

/// Registries for tests.
public final class PracticeRegistries {

    private PracticeRegistries() {}

    public static PracticeRegistry withoutOverrides(InstallationSettings settings) {
        return new PracticeRegistry(
                settings, new OnCallOverrides(new InMemoryOnCallOverrideStore(), new SteppedClock()));
    }
}
