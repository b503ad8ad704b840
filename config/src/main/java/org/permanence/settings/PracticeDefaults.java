package org.permanence.settings;

import java.util.Map;
import org.permanence.oncall.OnCallPolicy;

/// What `house.yaml` says for all practices.
///
/// @param onCallGroups who is on call for several of them together
record PracticeDefaults(Value<InstallationIdentity> identity, Map<Name, Value<OnCallPolicy>> onCallGroups) {}
