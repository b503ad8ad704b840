package org.permanence.http;

/// A complete answer, sent in UTF-8.
///
/// @param type of the content, such as `application/json`
public record HttpReply(int status, String type, String content) {}
