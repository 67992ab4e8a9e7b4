package io.cloakroom.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a response, which saves the session before it is committed. */
final class SessionOutputStream extends ServletOutputStream {

  private final ServletOutputStream body;
  private final SessionResponse response;

  SessionOutputStream(ServletOutputStream body, SessionResponse response) {
    this.body = body;
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    if (response.prepareWrite(1)) {
      body.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (response.prepareWrite(count)) {
      body.write(bytes, offset, count);
    }
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException {
    if (response.prepareWrite(buffer.remaining())) {
      body.write(buffer);
    } else {
      buffer.position(buffer.limit());
    }
  }

  @Override
  public void flush() throws IOException {
    if (response.prepareCommit()) {
      body.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (response.prepareCommit()) {
      body.close();
    }
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    body.setWriteListener(listener);
  }
}
