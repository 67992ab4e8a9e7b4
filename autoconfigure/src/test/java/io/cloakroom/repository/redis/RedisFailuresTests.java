package io.cloakroom.repository.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of servers that the other tests do not run: old ones, and those of other kinds. */
class RedisFailuresTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -OOM command not allowed when used memory > 'maxmemory'. | OOM",
        "OOM command not allowed when used memory > 'maxmemory'. script: 1, on @user_script:1. | OOM",
        "NOPERM this user has no permissions to run the 'evalsha' command | NOPERM",
        "ERR Error running script (call to f_1): @user_script:1: The user executing the script can't run this command or subcommand | NOPERM",
        "ERR ACL failure in script: User guest has no permissions to run the 'zadd' command | NOPERM",
        "ERR unknown command 'EVALSHA' | ERR",
        "MISCONF Redis is configured to save RDB snapshots | MISCONF"
      })
  void refusalIsRejected(String answer, String code) {
    SessionStoreException failure = translate(new RedisCommandExecutionException(answer));

    assertThat(failure).isInstanceOf(SessionStoreRejectedException.class);
    assertThat(failure).hasMessageContaining("refused update (" + code + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "READONLY You can't write against a read only replica. | READONLY",
        "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -READONLY You can't write against a read only replica. | READONLY",
        "LOADING Redis is loading the dataset in memory | LOADING",
        "CLUSTERDOWN Hash slot not served | CLUSTERDOWN",
        "MASTERDOWN Link with MASTER is down | MASTERDOWN",
        "BUSY Redis is busy running a script | BUSY"
      })
  void notNowIsUnavailable(String answer, String code) {
    SessionStoreException failure = translate(new RedisCommandExecutionException(answer));

    assertThat(failure).isInstanceOf(SessionStoreUnavailableException.class);
    assertThat(failure).hasMessageContaining("update now (" + code + ")");
  }

  @Test
  void lostConnectionIsUnavailable() {
    SessionStoreException failure =
        translate(new ExecutionException(new RedisException("Currently not connected")));

    assertThat(failure).isInstanceOf(SessionStoreUnavailableException.class);
    assertThat(failure.getCause()).isInstanceOf(RedisException.class);
  }

  private static SessionStoreException translate(Throwable failure) {
    return RedisFailures.translate("update", Duration.ofMillis(500), failure);
  }
}
