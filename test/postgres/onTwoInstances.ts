/** For the tests of a project: what `startProduct` starts is a pair. */
process.env['PALS_TEST_INSTANCES'] = '2';
