package org.permanence.settings;

import java.net.URI;

/// A store that speaks S3, where whole recordings are brought to.
///
/// @param endpoint https, or http on loopback
/// @param region   part of each signature; a store of one's own takes any
public record ObjectStoreSettings(
        URI endpoint, String bucket, String region, SecretFile accessKey, SecretFile secretKey) {}
