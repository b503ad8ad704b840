package org.permanence.settings;

import java.util.Map;
import org.permanence.oncall.OnCallPolicy;

/// What `house.yaml` says for all practices.
///
/// @param groups who is on call for several of them together
record Shared(Value<HouseIdentity> identity, Map<Name, Value<OnCallPolicy>> groups) {}
