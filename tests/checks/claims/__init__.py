"""Tests of the claims that sentences make."""
